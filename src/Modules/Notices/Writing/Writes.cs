using Storefront.Contracts;
using Storefront.Contracts.Accounts;

namespace Storefront.Notices.Writing;

internal static class Writes
{
    /// <summary>The same news by each channel that reaches the person.</summary>
    public static IEnumerable<Notice> Write(this Templates templates, Channels channels, TimeProvider clock, KnownOrder order, Topic topic, Guid part, int version, News news)
    {
        if (channels.Text && order.Phone is { Length: > 0 } phone) yield return Make(Channel.Text, phone);
        if (order.Email is { Length: > 0 } email) yield return Make(Channel.Mail, email);

        Notice Make(Channel channel, string to)
        {
            var (now, written) = (clock.GetUtcNow().UtcDateTime, templates.Write(topic, channel, order, news));
            return new()
            {
                Id = Guid.CreateVersion7(clock.GetUtcNow()), OrderId = order.OrderId, Topic = topic, Part = part, Version = version, Channel = channel,
                Recipient = to, Language = order.Language,
                Subject = written.Subject, Body = written.Body, QueuedAt = now, DueAt = now,
            };
        }
    }

    /// <summary>Whom to tell of what is about no order.</summary>
    public static KnownOrder WithoutOrder(Contact contact, Guid person = default) => new()
    {
        OrderId = person, Number = "", OrderToken = "", TrackingToken = "", Name = contact.Name, Phone = contact.Phone, Email = contact.Email, Language = contact.Language,
    };

    /// <summary>Each of the people who farm for one producer is told for himself.</summary>
    public static KnownOrder ToFarmer(FarmerReached farmer) => WithoutOrder(farmer.Contact, farmer.PersonId);
}
