import { signal } from "@preact/signals";
import { Icon } from "./icons.tsx";
import { useKeys } from "./keyboard.ts";
import { messageOf } from "./states.tsx";
import { shellTexts } from "./texts/index.ts";

/** What was done, told in passing, with the way back. */
interface Toast {
	readonly id: number;
	readonly text: string;
	readonly kind: "done" | "error";
	readonly undo?: (() => void | Promise<void>) | undefined;
}

/** Milliseconds that one stays; nobody who needs longer loses the way back, `u` has it until something else is done. */
const STAYS = 10_000;
const MOST = 4;

const shown = signal<readonly Toast[]>([]);
let last: Toast | null = null;
let counted = 0;

/** @param undo takes it back; a failure of that is told */
export function toast(text: string, undo?: () => void | Promise<void>): void {
	show({ text, kind: "done", undo });
}

export const toastError = (error: Error): void => show({ text: messageOf(error), kind: "error" });

function show(fields: Omit<Toast, "id">): void {
	counted += 1;
	const made: Toast = { id: counted, ...fields };
	if (made.undo !== undefined) last = made;
	shown.value = [...shown.value, made].slice(-MOST);
	dismissLater(made.id);
}

function dismissLater(id: number): void {
	setTimeout(() => {
		const element = document.querySelector(`[data-toast="${id}"]`);
		// Not while somebody is on it.
		if (element?.matches(":hover, :focus-within") === true) dismissLater(id);
		else dismiss(id);
	}, STAYS);
}

const dismiss = (id: number): void => {
	shown.value = shown.value.filter((other) => other.id !== id);
};

async function undo(one: Toast): Promise<void> {
	if (last?.id === one.id) last = null;
	dismiss(one.id);
	try {
		await one.undo?.();
		toast(shellTexts.value.undone);
	} catch (error) {
		toastError(error as Error);
	}
}

/** Forgets them with the session. */
export function clearToasts(): void {
	shown.value = [];
	last = null;
}

export function Toasts() {
	const t = shellTexts.value;
	useKeys(t.everywhere, [{ key: "u", text: t.undoLast, run: () => last !== null && void undo(last) }]);
	return (
		<section class="toasts" aria-label={t.messages}>
			<ul aria-live="polite">
				{shown.value.map((one) => (
					<li
						key={one.id}
						class={`toast ${one.kind}`}
						data-toast={one.id}
						role={one.kind === "error" ? "alert" : undefined}
					>
						<span>{one.text}</span>
						{one.undo !== undefined && (
							<button type="button" class="plain" onClick={() => undo(one)}>
								{t.undo}
							</button>
						)}
						<button type="button" class="plain icon" aria-label={t.close} onClick={() => dismiss(one.id)}>
							<Icon name="close" />
						</button>
					</li>
				))}
			</ul>
		</section>
	);
}
