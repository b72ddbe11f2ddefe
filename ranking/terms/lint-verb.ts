import { paint, print, printJson } from "../../src/cli/terminal.ts";
import { ToldFailure } from "../../src/cli/verbs.ts";
import { lintVocabulary } from "./lint.ts";
import { SHIPPED } from "./write-folder.ts";

/** `vocabulary lint`. @throws ToldFailure when there are errors: exit 1 */
export function runLint(
	folder: string | undefined,
	options: { readonly json?: boolean; readonly warnings: boolean },
): void {
	const findings = lintVocabulary(folder ?? SHIPPED).filter(({ level }) => level === "error" || options.warnings);
	const errors = findings.filter(({ level }) => level === "error").length;
	if (options.json === true) printJson({ errors, warnings: findings.length - errors, findings });
	else {
		for (const { level, file, line, rule, message } of findings)
			print(
				`${file}:${line}: ${paint(level === "error" ? "red" : "yellow", level)} ${message} ${paint("dim", `[${rule}]`)}`,
			);
		print(`${errors} errors, ${findings.length - errors} warnings`);
	}
	if (errors > 0) throw new ToldFailure();
}
