// Checks rendered Kubernetes YAML on standard input against a Pod Security level, with the code that the API server's
// own admission uses. Prints a line for each pod template that is refused; exit code 1 when there is one, 2 when the
// input cannot be read.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

func main() {
	level := flag.String("level", "restricted", "privileged, baseline or restricted")
	version := flag.String("version", "latest", "of the policy, as in v1.34")
	flag.Parse()
	checker, err := newChecker(*level, *version)
	if err != nil {
		fail(err)
	}
	checked, refused, err := checker.checkAll(os.Stdin, os.Stdout)
	if err != nil {
		fail(err)
	}
	fmt.Printf("%d pod templates checked against %s, %d refused\n", checked, checker.wanted, refused)
	if refused > 0 {
		os.Exit(1)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(2)
}

type checker struct {
	evaluator policy.Evaluator
	wanted    api.LevelVersion
}

func newChecker(levelName, versionName string) (*checker, error) {
	level, levelErr := api.ParseLevel(levelName)
	version, versionErr := api.ParseVersion(versionName)
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks())
	wanted := api.LevelVersion{Level: level, Version: version}
	return &checker{evaluator, wanted}, errors.Join(levelErr, versionErr, err)
}

// checkAll reads all documents; an object without a pod template counts as none.
func (c *checker) checkAll(from io.Reader, to io.Writer) (checked, refused int, err error) {
	for documents := yaml.NewYAMLReader(bufio.NewReader(from)); ; {
		document, err := documents.Read()
		if errors.Is(err, io.EOF) {
			return checked, refused, nil
		}
		if err != nil {
			return checked, refused, err
		}
		template, err := templateIn(document)
		if err != nil {
			return checked, refused, err
		}
		if template == nil {
			continue
		}
		checked++
		results := c.evaluator.EvaluatePod(c.wanted, &template.pod.ObjectMeta, &template.pod.Spec)
		if result := policy.AggregateCheckResults(results); !result.Allowed {
			refused++
			fmt.Fprintf(to, "REFUSED %s: %s\n", template.name, result.ForbiddenDetail())
		}
	}
}
