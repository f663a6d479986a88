using Storefront.Load;

// The load and fault rig: drives a running shop over HTTP as shoppers would, then checks its books in the database.
//   singles-day [--engine sqlite|postgres|both] [--in-flight 48] [--kill] [--url URL --database CONNECTION]
//   place       [--engine ...] [--in-flight 200] [--placements 10000]
//   listings    [--engine ...] [--listings 100000]
//   floors      the machine's own floors
return await (args switch
{
    ["singles-day", ..] => SinglesDay.Run(Options.Parse(args[1..])),
    ["place", ..] => Place.Run(Options.Parse(args[1..])),
    ["listings", ..] => Listings.Run(Options.Parse(args[1..])),
    ["floors", ..] => Floors.Print(Options.Parse(args[1..])),
    ["floor-server", var url, var connection] => Floors.Serve(url, connection),
    _ => Usage(),
});

static Task<int> Usage()
{
    Console.WriteLine("""
        singles-day [--engine sqlite|postgres|both] [--in-flight N] [--kill] [--url URL --database CONNECTION]
        place       [--engine sqlite|postgres|both] [--in-flight N] [--placements N]
        listings    [--engine sqlite|postgres|both] [--listings N]
        floors      [--engine sqlite|postgres|both]
        """);
    return Task.FromResult(2);
}
