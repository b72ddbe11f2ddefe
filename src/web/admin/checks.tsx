import { Icon } from "../shell/icons.tsx";
import { adminTexts } from "./texts/index.ts";

export interface Check {
	readonly text: string;
	readonly holds: boolean;
}

/** What was checked, with whether it holds. */
export function Checks({ checks }: { checks: readonly Check[] }) {
	const t = adminTexts.value.certificates;
	return (
		<ul class="checklist">
			{checks.map(({ text, holds }) => (
				<li key={text} class={holds ? "holds" : "fails"}>
					<Icon name={holds ? "check" : "close"} />
					<span>{text}</span>
					<span class={holds ? "badge good" : "badge error"}>{holds ? t.holds : t.fails}</span>
				</li>
			))}
		</ul>
	);
}
