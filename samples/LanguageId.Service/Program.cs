using LanguageId.Service;
using ModelPack;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
{
    if (context.ProblemDetails.Status == StatusCodes.Status400BadRequest)
    {
        context.ProblemDetails.Detail ??= DetectRequest.Expected;
    }
});
// A body that is no JSON is the caller's mistake in every environment: 400, not an exception.
builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);
builder.Services.AddSingleton(_ => ModelPackage.Load("LanguageId"));
builder.Services.AddSingleton<LanguageDetector>();

WebApplication app = builder.Build();
app.UseStatusCodePages();

// {"text": "…"} gives one answer, {"texts": ["…", "…"]} a list of them.
app.MapPost("/detect", (DetectRequest request, LanguageDetector detector) =>
    request.Validate() is { } problem ? Results.Problem(problem, statusCode: StatusCodes.Status400BadRequest)
    : request.Text is { } text ? Results.Ok(detector.Detect([text])[0])
    : Results.Ok(detector.Detect(request.Texts!)));

// Which model is this? All of it is in the package.
app.MapGet("/model", (ModelPackage package) => new
{
    package.Id,
    package.Version,
    package.Digest,
    Accuracy = package.Manifest.Metrics?.Find(metric => metric.Name == "accuracy")?.Value,
    TrainingData = package.Manifest.Data?
        .Where(data => data.Role == "training")
        .Select(data => new { data.Name, data.Version, data.Digest, data.Statistics }),
});

// Loaded now: a service that cannot open its model does not start.
app.Services.GetRequiredService<LanguageDetector>();
app.Run();
