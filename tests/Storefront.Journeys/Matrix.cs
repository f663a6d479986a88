namespace Storefront.Journeys;

static class Matrix
{
    public static Task<int> Run() => Task.FromResult(0);
}
