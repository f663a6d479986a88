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
        services.AddSingleton<Templates>().AddRepeating<NoticeSender>(TimeSpan.FromSeconds(1));
        if (demo) return services.AddSingleton(new Channels(Text: true)).AddSingleton<ISendMail, KeptInMailbox>().AddSingleton<ISendText, KeptInMailbox>();

        if (SmtpSettings.Of(settings) is { } smtp) services.AddSingleton<ISendMail>(new Smtp(smtp));
        else services.AddSingleton(new Missing("Notices:Smtp:Host and Notices:Smtp:From are not set: without them buyers hear nothing of their orders."));

        // Text messages are a second channel: without a gateway buyers are told by mail alone.
        var url = settings["Notices:Text:Url"];
        services.AddSingleton(new Channels(Text: url is { Length: > 0 }));
        if (url is { Length: > 0 }) services.AddSingleton(new TextSettings(new Uri(url), settings["Notices:Text:Key"])).AddHttpClient<ISendText, TextGateway>();
        return services;
    }
}
