namespace Storefront.Web;

/// <summary>The words of the frame around every page: Words.resx (zh-Hans), Words.en.resx, ...</summary>
public sealed class Words;
