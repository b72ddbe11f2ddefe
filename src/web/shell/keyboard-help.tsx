import { signal } from "@preact/signals";
import { Dialog } from "./dialog.tsx";
import { type KeyBinding, keyGroups, setSingleKeys, singleKeys } from "./keyboard.ts";
import { shellTexts } from "./texts/index.ts";

const open = signal(false);

export function showKeys(): void {
	open.value = true;
}

const KEY_SIGNS: Readonly<Record<string, string>> = {
	ArrowDown: "↓",
	ArrowUp: "↑",
	ArrowLeft: "←",
	ArrowRight: "→",
	Escape: "Esc",
};

const signsOf = (key: string) => (key.length === 1 ? [key] : key.split("+").map((part) => KEY_SIGNS[part] ?? part));

/** Views that lie in one another bring keys of one kind. */
function byTitle(): ReadonlyMap<string, readonly KeyBinding[]> {
	const found = new Map<string, readonly KeyBinding[]>();
	for (const { title, keys } of keyGroups()) found.set(title, [...(found.get(title) ?? []), ...keys]);
	return found;
}

/** All keys that work in the view that is open. */
export function KeyboardHelp() {
	if (!open.value) return null;
	const t = shellTexts.value;
	return (
		<Dialog
			title={t.keys}
			onClose={() => {
				open.value = false;
			}}
		>
			<div class="key-groups">
				{[...byTitle()].map(([title, keys]) => (
					<section key={title}>
						<h3>{title}</h3>
						<dl class="keys">
							{keys.map(({ key, text }) => (
								<div key={key}>
									<dt>
										{signsOf(key).map((sign) => (
											<kbd key={sign}>{sign}</kbd>
										))}
									</dt>
									<dd>{text}</dd>
								</div>
							))}
						</dl>
					</section>
				))}
			</div>
			<label class="check">
				<input
					type="checkbox"
					checked={singleKeys.value}
					onChange={(event) => setSingleKeys(event.currentTarget.checked)}
				/>
				{t.singleKeys}
			</label>
		</Dialog>
	);
}
