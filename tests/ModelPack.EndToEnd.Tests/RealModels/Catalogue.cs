namespace ModelPack.EndToEnd.Tests.RealModels;

/// <summary>The third-party models that go the whole way.</summary>
internal static class Catalogue
{
    /// <summary>Conformance nodes with their vectors: every kind of value, control flow, functions, old and new operator sets.</summary>
    public static RealModel Vectors { get; } = new(
        "Real.Vectors",
        "conformance/node/test_add_uint64",
        "conformance/node/test_ai_onnx_ml_tree_ensemble_set_membership",
        "conformance/node/test_attention_3d_gqa_softcap_expanded",
        "conformance/node/test_cast_FLOAT_to_INT2",
        "conformance/node/test_castlike_BFLOAT16_to_FLOAT_expanded",
        "conformance/node/test_if_opt",
        "conformance/node/test_lstm_with_peepholes",
        "conformance/node/test_optional_get_element_optional_tensor",
        "conformance/node/test_qlinearmatmul_2D_int8_float16",
        "conformance/node/test_sequence_insert_at_back",
        "conformance/node/test_split_zero_size_splits_opset18",
        "conformance/node/test_string_concat_utf8",
        "conformance/onnx1.4.1-node/test_edge_pad",
        "conformance/pytorch-converted/test_ConvTranspose2d",
        "conformance/simple/test_sequence_model8")
    {
        KeepsFolders = true,

        // Of the cast to int2: .NET cannot express the type.
        Properties = "<NoWarn>$(NoWarn);MP2049</NoWarn>",
    };

    /// <summary>A model project each.</summary>
    public static IReadOnlyList<RealModel> Models { get; } =
    [
        new("Real.Mnist", "realistic/mnist.onnx"),
        new("Real.SqueezeNet", "realistic/SqueezeNet_fp16.onnx"),
        new("Real.Bert", "realistic/TFBertForQuestionAnswering.onnx"),
        new("Real.Candy", "realistic/candy.onnx"),
        new("Real.FastestDet", "realistic/FastestDet.onnx"),
        new("Real.Trees", "realistic/lightgbm.onnx", "realistic/randomforest.onnx", "realistic/logreg_iris.onnx")
        {
            Items = """<ModelWeights Update="lightgbm.onnx" Role="booster" Primary="true" />""",
        },
        new("Real.ManyTypes", "realistic/example_multitype.onnx", "realistic/example_0_dim_output.onnx", "realistic/TestZipMapInt64.onnx", "realistic/twoinput.onnx"),
        new("Real.Attention", "realistic/attention_past_state.u8s8.onnx"),
        new("Real.QuantizedConvolution", "external-data/conv_qdq_external_ini"),
        new("Real.Pads", "external-data/model_with_external_initializers") { Folder = "Maçã こんにちは" },
        new("Real.Phi3Vision", "packages/phi3-v")
        {
            Items = """
                <ModelWeights Update="dummy_vision.onnx" Role="vision" />
                    <ModelWeights Update="dummy_embedding.onnx" Role="embedding" />
                    <ModelWeights Update="dummy_text.onnx" Role="decoder" Primary="true" />
                """,
        },
        new("Real.TinyGpt2", "packages/tiny-random-gpt2-fp32"),
        new("Real.Marian", "packages/marian-batch")
        {
            Items = """
                <ModelWeights Update="encoder.onnx" Role="encoder" />
                    <ModelWeights Update="decoder.onnx" Role="decoder" Primary="true" />
                """,
        },
        new("Real.Multimodal", "packages/multimodal-decoder-no-input-ids"),
        new("Real.DummyDecoder", "packages/dummy-decoder"),
        new("Real.TinyT5", "packages/tiny_t5"),
        new("Real.MnistOrt", "ort-format/mnist.basic.ort"),
        new("Real.VotingOrt", "ort-format/sklearn_bin_voting_classifier_soft.onnx.ort"),
        new("Real.Strings", "csharp-testdata/test_types_STRING.pb") { Items = """<ModelWeights Include="test_types_STRING.pb" />""" },
        new("Real.Functions", "resource/functions-ok-3x2.onnx", "malformed/nested-if-12.onnx"),
        Vectors,
    ];

    /// <summary>Models that a build must refuse, each with the code of its error and the file that the error names.</summary>
    public static IReadOnlyList<(RealModel Model, string Code, string File)> Refused { get; } =
    [
        (new("Refused.UnicodePath", "unicode-path/こんにちは maçã") { KeepsFolders = true }, "MP2033", "こんにちは maçã/foo.onnx"),
        (new("Refused.CustomOp", "custom-ops/custom_op_string_lower.onnx"), "MP2046", "custom_op_string_lower.onnx"),
        (new("Refused.ForeignDomain", "custom-ops/custom_op_negpos.onnx"), "MP2046", "custom_op_negpos.onnx"),
        (new("Refused.NewOpset", "conformance/node/test_range_bfloat16_type_positive_delta"), "MP2034", "model.onnx"),
        (new("Refused.NoKernel", "conformance/pytorch-operator/test_operator_addmm"), "MP2035", "model.onnx"),
        (new("Refused.OrtCustomOp", "ort-format/foo_1.onnx.ort"), "MP2046", "foo_1.onnx.ort"),
        (new("Refused.MissingData", "external-data/missing-side-file"), "MP1043", "model_with_external_initializer_come_from_user.onnx"),
        (new("Refused.ShortData", "external-data/mut-short-side-file"), "MP1044", "conv_qdq_external_ini.bin"),
        (new("Refused.Traversal", "external-data/path-traversal"), "MP1041", "test_arbitrary_external_file.onnx"),
        (new("Refused.LfsPointer", "malformed/git-lfs-pointer.onnx"), "MP2002", "git-lfs-pointer.onnx"),
        (new("Refused.Empty", "malformed/empty.onnx"), "MP2001", "empty.onnx"),
        (new("Refused.Text", "malformed/text-renamed.onnx"), "MP2004", "text-renamed.onnx"),
        (new("Refused.Zip", "malformed/zip-renamed.onnx"), "MP2009", "zip-renamed.onnx"),
        (new("Refused.NestedTooDeep", "malformed/nested-if-500.onnx"), "MP2012", "nested-if-500.onnx"),
        (new("Refused.Cycle", "malformed/cycle.onnx"), "MP2032", "cycle.onnx"),
        (new("Refused.UnknownOperator", "malformed/unknown-op.onnx"), "MP2033", "unknown-op.onnx"),
        (new("Refused.Compiled", "external-data/ep-context"), "MP2048", "qnn_multi_ctx_external.onnx"),
        (new("Refused.Functions", "resource/functions-billion-laughs-30.onnx"), "MP2050", "functions-billion-laughs-30.onnx"),
        (new("Refused.Recursion", "resource/function-self-recursive.onnx"), "MP2051", "function-self-recursive.onnx"),
        (new("Refused.EndlessLoad", "resource/constfold-matmul-chain.onnx"), "MP2042", "constfold-matmul-chain.onnx"),
        (new("Refused.Memory", "resource/constfold-6gb.onnx")
        {
            Properties = "<ModelPackValidationMemory>536870912</ModelPackValidationMemory>",
        }, "MP2044", "constfold-6gb.onnx"),
        (new("Refused.Truncated", "malformed/mnist-half.onnx"), "MP2005", "mnist-half.onnx"),
        (new("Refused.Overlap", "safetensors/spec/made-overlap.safetensors"), "MP2103", "made-overlap.safetensors"),
        (new("Refused.TruncatedGguf", "malformed/gguf-truncated-llama-spm.gguf"), "MP2111", "gguf-truncated-llama-spm.gguf"),
        (new("Refused.TruncatedTokenizer", "malformed/spiece-truncated.model"), "MP2118", "spiece-truncated.model"),
        (new("Refused.PyTorch", "other-formats/torch-test.pt") { Items = "<ModelWeights Include=\"*.pt\" />" }, "MP2015", "torch-test.pt"),
        (new("Refused.Crash", "native-risk/int64-min-div-minus1.onnx"), "MP2041", "int64-min-div-minus1.onnx"),
        (new("Refused.Endless", "resource/loop-endless-trip.onnx"), "MP2043", "loop-endless-trip.onnx"),
    ];
}
