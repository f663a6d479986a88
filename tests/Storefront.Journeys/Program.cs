using Storefront.Journeys;

// matrix: axe over every page in every language, both themes, both sizes. budgets: what each page weighs and how long it takes on a weak line. Anything else is the test runner's.
if (args is ["matrix", ..]) return await Matrix.Run();
if (args is ["budgets", ..]) return await Budget.Print(runs: 3);
return await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
