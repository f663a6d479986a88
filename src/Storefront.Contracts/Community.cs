namespace Storefront.Contracts.Community;

/// <summary>What was sold and what it did, from confirmed orders less what was cancelled: of one producer, of one campaign, or of all.</summary>
public sealed record CountSold(Guid? ProducerId = null, Guid? CampaignId = null) : IQuery<Sold>;
/// <param name="Households">Kilograms by the kilograms that lift one household (a setting, 2,000), rounded down.</param>
public sealed record Sold(int Orders, Mass Mass, Money Paid, int Households, int KilogramsPerHousehold);

/// <summary>The service point that helps a producer, or null.</summary>
public sealed record ServicePointOf(Guid ProducerId) : IQuery<ServicePointNamed?>;
public sealed record ServicePointNamed(Guid ServicePointId, Text Name);
