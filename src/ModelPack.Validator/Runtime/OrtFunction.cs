namespace ModelPack.Validator.Runtime;

/// <summary>
/// Positions in the table of functions <c>OrtApi</c>. The table only grows at its end, so they hold for every version from 1.17 on.
/// Source: <c>onnxruntime_c_api.h</c> of 1.31.1.
/// </summary>
internal static class OrtFunction
{
    public const int GetErrorCode = 1;
    public const int GetErrorMessage = 2;
    public const int CreateEnv = 3;
    public const int DisableTelemetryEvents = 6;
    public const int CreateSession = 7;
    public const int CreateSessionFromArray = 8;
    public const int Run = 9;
    public const int CreateSessionOptions = 10;
    public const int SetSessionLogSeverityLevel = 22;
    public const int SetSessionGraphOptimizationLevel = 23;
    public const int SessionGetInputCount = 30;
    public const int SessionGetOutputCount = 31;
    public const int SessionGetInputTypeInfo = 33;
    public const int SessionGetOutputTypeInfo = 34;
    public const int SessionGetInputName = 36;
    public const int SessionGetOutputName = 37;
    public const int CreateRunOptions = 39;
    public const int RunOptionsSetRunLogSeverityLevel = 41;
    public const int RunOptionsSetTerminate = 46;
    public const int CreateTensorAsOrtValue = 48;
    public const int CreateTensorWithDataAsOrtValue = 49;
    public const int GetTensorMutableData = 51;
    public const int GetStringTensorDataLength = 53;
    public const int GetStringTensorContent = 54;
    public const int CastTypeInfoToTensorInfo = 55;
    public const int GetOnnxTypeFromTypeInfo = 56;
    public const int GetTensorElementType = 60;
    public const int GetDimensionsCount = 61;
    public const int GetDimensions = 62;
    public const int GetSymbolicDimensions = 63;
    public const int GetTensorTypeAndShape = 65;
    public const int GetValueType = 67;
    public const int CreateCpuMemoryInfo = 69;
    public const int AllocatorFree = 76;
    public const int GetAllocatorWithDefaultOptions = 78;
    public const int GetValue = 80;
    public const int GetValueCount = 81;
    public const int CreateValue = 82;
    public const int ReleaseStatus = 93;
    public const int ReleaseSession = 95;
    public const int ReleaseValue = 96;
    public const int ReleaseRunOptions = 97;
    public const int ReleaseTypeInfo = 98;
    public const int ReleaseTensorTypeAndShapeInfo = 99;
    public const int ReleaseSessionOptions = 100;
    public const int CastTypeInfoToMapTypeInfo = 103;
    public const int CastTypeInfoToSequenceTypeInfo = 104;
    public const int GetMapKeyType = 105;
    public const int GetMapValueType = 106;
    public const int GetSequenceElementType = 107;
    public const int AddSessionConfigEntry = 130;
    public const int CreateSparseTensorAsOrtValue = 179;
    public const int FillSparseTensorCoo = 180;
    public const int GetSparseTensorFormat = 187;
    public const int GetSparseTensorValuesTypeAndShape = 188;
    public const int GetSparseTensorValues = 189;
    public const int GetSparseTensorIndicesTypeShape = 190;
    public const int GetSparseTensorIndices = 191;
    public const int HasValue = 192;
    public const int RegisterCustomOpsLibrary = 228;
    public const int CastTypeInfoToOptionalTypeInfo = 250;
    public const int GetOptionalContainedTypeInfo = 251;
    public const int GetResizedStringTensorElementBuffer = 252;
}
