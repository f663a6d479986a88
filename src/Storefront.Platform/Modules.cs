using System.Reflection;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Storefront.Platform.Data;
using Storefront.Platform.Facts;
using Storefront.Platform.Parking;
using Storefront.Platform.Pipeline;
using Storefront.Platform.Web;

namespace Storefront.Platform;

public static class Modules
{
    public static IServiceCollection AddPlatform(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<ServiceFactory>(p => p.GetService!).AddScoped<IMediator, Mediator>().AddScoped<Caller>();
        services.AddSingleton<WriteGate>().AddSingleton<GatedSaves>().AddSingleton<SqlitePragmas>();
        services.AddSingleton(new FactHandlers()).AddSingleton<OutboxSignal>().AddSingleton<Outbox>().AddHostedService<OutboxWorker>();
        services.AddScoped<IRequestHandler<DeliverFacts, int>, DeliverFactsHandler>();
        services.AddScoped<IRequestHandler<ForgetFacts, Forgot>, ForgetFactsHandler>().AddRepeating<ForgetOldFacts>(TimeSpan.FromDays(1));
        services.AddScoped<IRequestHandler<ListParked, IReadOnlyList<ParkedDelivery>>, ListParkedHandler>().AddScoped<IRequestHandler<Unpark, Unit>, UnparkHandler>();
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(TracingBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(AuthorizationBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(UnitOfWorkBehavior<,>));
        services.AddSingleton<Sentences>().AddSingleton<PublicAddress>();
        services.AddDataProtection().SetApplicationName("Storefront");
        services.AddSingleton<IXmlRepository, KeysInDatabase>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(p => new ConfigureOptions<KeyManagementOptions>(o => o.XmlRepository = p.GetRequiredService<IXmlRepository>()));
        return services;
    }

    /// <summary>Registers all that a module answers with: handlers, rules, tables, seeds. Its words are the class <c>Words</c> at its root.</summary>
    public static IServiceCollection AddModule(this IServiceCollection services, Assembly module)
    {
        services.Scan(scan => scan.FromAssemblies(module)
            .AddClasses(c => c.AssignableToAny(typeof(IRequestHandler<,>), typeof(IValidator<>), typeof(ISeed)), publicOnly: false)
            .AsImplementedInterfaces().WithScopedLifetime()
            .AddClasses(c => c.AssignableTo<ITables>(), publicOnly: false)
            .AsImplementedInterfaces().WithSingletonLifetime());

        var handlers = (FactHandlers)services.Last(s => s.ServiceType == typeof(FactHandlers)).ImplementationInstance!;
        foreach (var type in module.GetTypes().Where(t => t is { IsAbstract: false, IsGenericType: false } && t.GetInterfaces()
            .Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(INotificationHandler<>))))
        {
            services.AddScoped(type);
            handlers.Add(type);
        }
        if (module.GetType($"{module.GetName().Name}.Words") is { } words) services.AddSingleton(new ModuleWords(words));
        return services;
    }
}
