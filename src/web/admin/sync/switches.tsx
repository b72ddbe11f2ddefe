import { useState } from "preact/hooks";
import { api } from "../../shell/api.ts";
import { Dialog } from "../../shell/dialog.tsx";
import { number } from "../../shell/format.ts";
import { may } from "../../shell/session.ts";
import { shellTexts } from "../../shell/texts/index.ts";
import { toast } from "../../shell/toasts.tsx";
import { act } from "../act.ts";
import type { SyncSettings } from "../model.ts";
import { adminTexts } from "../texts/index.ts";

const NAMES = ["notes", "interviewFeedback", "resumes"] as const;
type Name = (typeof NAMES)[number];

/** Changes what may be synchronized, and tells how much went with it. */
export async function changeSync(change: object, undo?: () => Promise<void>): Promise<boolean> {
	const t = adminTexts.value.sync;
	return act(async () => {
		const { removed } = await api.patch<{ removed: Record<string, number> }>("/v1/sync/settings", change);
		const gone = Object.values(removed).reduce((sum, count) => sum + count, 0);
		toast(gone === 0 ? t.changed : t.removed(number(gone)), undo);
	});
}

/** What is optional of what an ATS sends. Withholding is asked for: it removes what is there. */
export function Switches({ settings, onChange }: { settings: SyncSettings; onChange: () => void }) {
	const t = adminTexts.value.sync;
	const [asked, ask] = useState<Name | null>(null);
	const set = async (name: Name, value: boolean) => {
		ask(null);
		await changeSync({ [name]: value });
		onChange();
	};
	return (
		<>
			<ul class="lines">
				{NAMES.map((name) => (
					<li key={name} class="line slim">
						<label class="check line-text">
							<input
								type="checkbox"
								checked={settings[name]}
								disabled={!may("integrations:write")}
								onChange={(event) => {
									if (event.currentTarget.checked) return void set(name, true);
									event.currentTarget.checked = true;
									ask(name);
								}}
							/>
							<span>{t.switches[name]}</span>
						</label>
						<span class={settings[name] ? "badge good" : "badge"}>
							{settings[name] ? adminTexts.value.yes : adminTexts.value.no}
						</span>
					</li>
				))}
			</ul>
			{asked !== null && (
				<Dialog
					title={t.switches[asked]}
					onClose={() => ask(null)}
					actions={
						<>
							<button type="button" onClick={() => ask(null)}>
								{shellTexts.value.cancel}
							</button>
							<button type="button" class="danger" onClick={() => void set(asked, false)}>
								{t.withhold}
							</button>
						</>
					}
				>
					<p>{t.withholdAsk}</p>
				</Dialog>
			)}
		</>
	);
}
