using LanguageId.Trainer.Data;
using LanguageId.Trainer.Features;
using LanguageId.Trainer.Training;
using LanguageId.Trainer.Evaluation;
using LanguageId.Trainer.Onnx;
using System.Diagnostics;
var sw = Stopwatch.StartNew();
var sdk = SdkFolder.Find();
var s = SdkStrings.Read(sdk);
Console.WriteLine("read " + sw.ElapsedMilliseconds);
var c = Corpus.Create(s, int.Parse(args[1]), 1000);
Console.WriteLine("corpus " + sw.ElapsedMilliseconds);
int n = int.Parse(args[0]); int per = int.Parse(args[2]); float lr = float.Parse(args[3]); int epochs = int.Parse(args[4]);
var v = Vocabulary.Create(c.Training, n, per);
Console.WriteLine($"vocab {v.NGrams.Count} table {v.Table.Characters.Count()} {sw.ElapsedMilliseconds}");
var x = v.Vectorize(c.Training);
var xe = v.Vectorize(c.Evaluation);
Console.WriteLine($"vectors {x.Average(f => f.Length)} {sw.ElapsedMilliseconds}");
var m = new SoftmaxRegression(v.NGrams.Count, Languages.All.Count);
for (int e = 0; e < epochs; e++) { for (int i = 0; i < x.Length; i++) m.Learn(x[i], c.Training[i].Language, lr); }
m.Round(8);
Console.WriteLine("trained " + sw.ElapsedMilliseconds);
var onnx = LanguageModelWriter.Write(v, m);
File.WriteAllBytes($"/tmp/lid{n}.onnx", onnx);
Console.WriteLine("written " + onnx.Length + " " + sw.ElapsedMilliseconds);
using var model = new OnnxModel(onnx);
Console.WriteLine("loaded " + sw.ElapsedMilliseconds);
var p = model.Predict(c.Evaluation.Select(e => e.Text)).ToList();
Console.WriteLine("evaluated " + sw.ElapsedMilliseconds);
Console.WriteLine(Quality.Measure(c.Evaluation, p));
float worst = 0; int dis = 0;
for (int i = 0; i < xe.Length; i++) { var q = new float[14]; m.Predict(xe[i], q); for (int j = 0; j < 14; j++) worst = Math.Max(worst, Math.Abs(q[j] - p[i].Probabilities[j])); if (Languages.All[Array.IndexOf(q, q.Max())] != p[i].Language) dis++; }
Console.WriteLine($"worst {worst} disagree {dis}");
foreach (var t in new[] { "", " ", "x", "😀", "a\0b", "\uD800", "Ich liebe dich", "早安，你好嗎？", new string('a', 100000) }) { var r = model.Predict([t]).Single(); var q = new float[14]; m.Predict(v.Vectorize(t), q); Console.WriteLine($"{t.Length} {r.Language} {r.Probabilities.Max()} twin {q.Max()}"); }
foreach (var t in new[] { "", " ", "x", "😀", "a\0b", "Ich liebe dich", "早安，你好嗎？" }.Zip(model.Predict(["", " ", "x", "😀", "a\0b", "Ich liebe dich", "早安，你好嗎？"]))) Console.WriteLine($"{t.First} {t.Second.Language} {t.Second.Probabilities.Max()}");
Console.WriteLine(model.Predict(new string[0]).Count());
