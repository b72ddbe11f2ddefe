import { toast } from "../shell/toasts.tsx";
import { rankingTexts } from "./texts/index.ts";

/**
 * How what was tried here comes into use. Searches and parsing take it from the operator's configuration, one for all organizations, and no call of
 * the API changes that: so it is told what the operator does.
 */
export function PutIntoUse({ hint, commands }: { hint: string; commands: string }) {
	const t = rankingTexts.value.use;
	const copy = () => navigator.clipboard.writeText(commands).then(() => toast(t.copied));
	return (
		<details class="panel put-into-use">
			<summary>{t.title}</summary>
			<p class="small">{hint}</p>
			<pre class="small">
				<code>{commands}</code>
			</pre>
			<div class="actions">
				<button type="button" onClick={() => void copy()}>
					{t.copy}
				</button>
			</div>
		</details>
	);
}

export const profileCommands = (id: string, base: string, tenant: string): string =>
	[
		`cp ${id}.json ranking/profiles/`,
		`tributary experiment start --tenant ${tenant} --profile ${base} --profile ${id}`,
		`TRIBUTARY_PROFILE=${id} tributary serve --config tributary.json`,
	].join("\n");

/** Lines of the shipped vocabulary that have the id of a changed concept make room for it. */
export const vocabularyCommands = (tenant: string): string =>
	[
		"cp -r ranking/vocabulary own-vocabulary",
		"for part in skills titles; do",
		"  test -f $part-own.tsv || continue",
		"  for file in own-vocabulary/$part/*.tsv; do",
		`    awk -F'\\t' 'NR == FNR { own[$1]; next } !($1 in own)' $part-own.tsv "$file" > rest && mv rest "$file"`,
		"  done",
		"  cp $part-own.tsv own-vocabulary/$part/",
		"done",
		"tributary vocabulary lint own-vocabulary",
		`# in tributary.json: "vocabulary": "own-vocabulary"; then start the service again, and`,
		`tributary tenant reindex ${tenant}`,
	].join("\n");
