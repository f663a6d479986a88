namespace Storefront.Platform;

/// <summary>Sentences that every module may say: Words.resx (zh-Hans), Words.en.resx, ...</summary>
public sealed class Words;
