using System.Diagnostics;
using System.Globalization;
using System.Text;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Projects;

namespace ModelPack.Core.Tests.Lineage;

/// <summary>Files that are small, or valid, and would take a reader that walks what they say for ever.</summary>
public sealed class HostileLineageTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("dvc.lock")]
    [InlineData("Kitfile")]
    [InlineData("conda-lock.yml")]
    [InlineData("project.lock")]
    [InlineData("MLmodel")]
    public void AliasesThatExplodeAreOneError(string name)
    {
        string list = string.Join(", ", Enumerable.Repeat("*b", 2000));
        string inner = string.Join(", ", Enumerable.Repeat("*c", 2000));
        string text = name switch
        {
            "README.md" => $"---\nc: &c {{ metrics: [ {{ type: f1, value: 1 }} ] }}\nb: &b {{ results: [{inner}] }}\nmodel-index: [{list}]\n---\n",
            "dvc.lock" => $"schema: '2.0'\nc: &c {{ path: x }}\nb: &b {{ deps: [{inner}] }}\nstages: {{ {string.Join(", ", Enumerable.Range(0, 2000).Select(i => string.Create(CultureInfo.InvariantCulture, $"s{i}: *b")))} }}\n",
            "project.lock" => $"c: &c {{ path: x, md5: y }}\nb: &b {{ deps: [{inner}] }}\n{string.Concat(Enumerable.Range(0, 2000).Select(i => string.Create(CultureInfo.InvariantCulture, $"s{i}: *b\n")))}",
            _ => $"flavors: &c {{ a: 1 }}\nmodel: &b {{ parameters: [{inner}] }}\npackage: [{list}]\nmetadata: [{list}]\n",
        };
        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, name, text);
        Stopwatch watch = Stopwatch.StartNew();

        Problem problem = project.BuildError();

        Assert.Equal(DiagnosticCodes.BadLineageFile, problem.Code);
        Assert.Contains("Aliases expand", problem.Message, StringComparison.Ordinal);

        // A walk of four million values and more takes minutes.
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), watch.Elapsed.ToString());
    }

    [Theory]
    [InlineData("requirements.txt", "a==1.{0}\n")]
    [InlineData("requirements.txt", "a>=1.{0}\n")]
    [InlineData("dvc.yaml", "- m{0}.json\n")]
    public void WhatRepeatsTakesNoSquareOfTime(string name, string line)
    {
        StringBuilder text = new(name == "dvc.yaml" ? "metrics:\n" : "");
        for (int i = 0; i < 200_000; i++)
        {
            text.AppendFormat(CultureInfo.InvariantCulture, line, i);
        }

        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, name, text.ToString());
        Stopwatch watch = Stopwatch.StartNew();

        project.BuildManifest();

        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), watch.Elapsed.ToString());
        Assert.True(new FileInfo(project.State.Manifest).Length < 200_000);
    }

    [Fact]
    public void MoreFactsThanAPersonCouldReadAreAnError()
    {
        StringBuilder text = new();
        for (int i = 0; i < 500_001; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"p{i}==1\n");
        }

        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, "requirements.txt", text.ToString());

        Assert.Equal(DiagnosticCodes.LineageTooLarge, project.BuildError().Code);
    }
}
