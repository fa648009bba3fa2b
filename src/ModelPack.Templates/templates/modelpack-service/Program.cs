using System.Text.Json;
using Company.Service._1;
using Microsoft.ML.OnnxRuntime;
using ModelPack;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);

// The model's files lie beside the service, brought there by the package reference.
builder.Services.AddSingleton(ModelPackage.Load("MODEL_ID"));
builder.Services.AddSingleton<Predictor>();

WebApplication app = builder.Build();

// Which model is this? The answer comes with the model.
app.MapGet("/model", (ModelPackage package, Predictor predictor) => new
{
    package.Id,
    package.Version,
    package.Digest,
    Inputs = predictor.Inputs,
    Outputs = predictor.Outputs,
    package.Manifest.Metrics,
    package.Manifest.Data,
});

// { "input": [[1.5, 2.5]] }: one nested array (or one value) per input, by the model's own names.
app.MapPost("/predict", (Dictionary<string, JsonElement> inputs, Predictor predictor) =>
{
    try
    {
        return Results.Json(predictor.Predict(inputs));
    }
    catch (PredictionException exception)
    {
        return Results.Problem(exception.Message, statusCode: exception.StatusCode);
    }
    catch (OnnxRuntimeException exception)
    {
        // Shapes that the model cannot take are found while it runs.
        return Results.Problem(exception.Message, statusCode: StatusCodes.Status400BadRequest);
    }
});

app.Services.GetRequiredService<Predictor>();
app.Run();
