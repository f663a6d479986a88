using Storefront.Journeys;

// matrix: axe over every page in every language, both themes, both sizes. Anything else is the test runner's.
if (args is ["matrix", ..]) return await Matrix.Run();
return await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
