import { signal } from "@preact/signals";
import { Dialog } from "../../shell/dialog.tsx";
import { number } from "../../shell/format.ts";
import { recruiterTexts } from "../texts/index.ts";

/** With whom something could not be done, and why: each by name. */
export interface Failed {
	readonly name: string;
	readonly why: string;
}

const failures = signal<readonly Failed[]>([]);

export function showFailures(failed: readonly Failed[]): void {
	failures.value = failed;
}

export function Failures() {
	const t = recruiterTexts.value;
	if (failures.value.length === 0) return null;
	return (
		<Dialog title={t.notWithAll(number(failures.value.length))} onClose={() => showFailures([])}>
			<ul class="entries">
				{failures.value.map(({ name, why }) => (
					<li key={name}>
						<strong>{name}</strong>
						<span>{why}</span>
					</li>
				))}
			</ul>
		</Dialog>
	);
}
