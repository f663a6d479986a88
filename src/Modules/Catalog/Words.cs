namespace Storefront.Catalog;

/// <summary>The words of this module: Words.resx (zh-Hans), Words.en.resx, ...</summary>
public sealed class Words;
