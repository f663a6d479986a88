using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Notices.Sending;
using Storefront.Notices.Writing;
using Storefront.Platform;

namespace Storefront.Notices;

public static class NoticesModule
{
    /// <param name="demo">Nothing leaves the house: what would have been sent stands on the mailbox page.</param>
    public static IServiceCollection AddNoticesModule(this IServiceCollection services, IConfiguration settings, bool demo)
    {
        services.AddModule(typeof(NoticesModule).Assembly);
        services.AddSingleton<Templates>().AddRepeating<NoticeSender>(TimeSpan.FromSeconds(1)).AddRepeating<WatchSales>(TimeSpan.FromMinutes(1));
        if (demo) return services.AddSingleton(new Channels(Text: true, Kept: true)).AddSingleton<ISendMail, KeptInMailbox>().AddSingleton<ISendText, KeptInMailbox>();

        if (SmtpSettings.Of(settings) is { } smtp) services.AddSingleton<ISendMail>(new Smtp(smtp));
        else services.AddSingleton(new Missing("Notices:Smtp:Host and Notices:Smtp:From are not set: without them buyers hear nothing of their orders."));

        services.AddSingleton(new Channels(Text: true, Kept: false));
        if (TextSettings.Of(settings) is { } text) services.AddSingleton(text).AddHttpClient<ISendText, Twilio>();
        else services.AddSingleton(new Missing("Notices:Text:Account, Notices:Text:Key and Notices:Text:From are not set: without them nobody can sign in by a code."));
        return services;
    }
}
