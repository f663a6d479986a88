using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Payments.Events;
using Storefront.Payments.Refunding;
using Storefront.Payments.Sandbox;
using Storefront.Platform;

namespace Storefront.Payments;

public static class PaymentsModule
{
    /// <param name="demo">The sandbox stands in for a provider, and never in Production: goods would leave without money.</param>
    public static IServiceCollection AddPaymentsModule(this IServiceCollection services, IConfiguration settings, bool demo)
    {
        services.AddModule(typeof(PaymentsModule).Assembly);
        services.AddSingleton<EventLane>();
        services.AddRepeating<RefundSender>(TimeSpan.FromSeconds(1));
        services.AddRepeating<ForgetOldEvents>(TimeSpan.FromDays(1));
        if (!demo)
            return services.AddSingleton(new Missing("Payments:Provider and the provider's keys are not set, and this version has no provider but the sandbox, which takes no money and does not run in Production."));

        services.AddSingleton<SandboxSecret>().AddSingleton<OwnAddress>().AddSingleton<IPaymentProvider, SandboxProvider>().AddRepeating<SandboxSender>(TimeSpan.FromSeconds(1));
        services.AddHttpClient(SandboxSender.Line).RemoveAllLoggers();      // thousands of events an hour: what fails is logged by the sender
        return services;
    }
}
