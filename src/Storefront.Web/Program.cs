using Microsoft.AspNetCore.Mvc;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Community;
using Storefront.Migrations;
using Storefront.Notices;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Platform;
using Storefront.Platform.Web;
using Storefront.Promotions;
using Storefront.Shipping;
using Storefront.Web;

Memory.GiveBack();
var builder = WebApplication.CreateBuilder(args);
var (services, settings, stage) = (builder.Services, builder.Configuration, builder.Environment);
var demo = !stage.IsProduction();

services.AddClock(settings, demo);
services.AddStoreDb(settings.ConnectionStringOrDefault(stage.ContentRootPath));
services.AddPlatform();

services.AddCatalogModule(settings);
services.AddPromotionsModule(settings);
services.AddOrdersModule(settings);
services.AddPaymentsModule(settings, demo);
services.AddShippingModule(settings, demo);
services.AddAccountsModule(settings, demo);
services.AddCommunityModule(settings);
services.AddNoticesModule(settings, demo);

services.AddPages(settings, demo);
services.AddGuards(settings);

var app = builder.Build();
if (await Commands.Run(app, args)) return;
if (app.Services.SaysWhatIsMissing()) return;

// The database's model takes half a second, the ways of a request a fifth of one: on two cores both are made at once.
var database = Task.Run(() => app.Services.PrepareDatabase(settings, demo, app.Lifetime.ApplicationStopping));
app.UseShop();
await database;
await app.RunAsync();

/// <summary>For tests, which start the whole shop.</summary>
public partial class Program;
