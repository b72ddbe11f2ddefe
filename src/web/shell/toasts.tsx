import { signal } from "@preact/signals";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { Icon } from "./icons.tsx";
import { useKeys } from "./keyboard.ts";
import { address } from "./router.ts";
import { messageOf } from "./states.tsx";
import { shellTexts } from "./texts/index.ts";

/** What was done, told in passing, with the way back. */
interface Toast {
	readonly id: number;
	readonly text: string;
	readonly kind: "done" | "error";
	readonly undo?: (() => void | Promise<void>) | undefined;
	readonly holds: () => boolean;
	/** Where it was told. */
	readonly view: string;
}

interface ToastOptions {
	/** Whether it can still be taken back: not where something else has come in its place. Absent: always. */
	readonly holds?: () => boolean;
}

/** Milliseconds that one stays; nobody who needs longer loses the way back, `u` has it. */
const STAYS = 10_000;
/** Things that `u` takes back, one after the other. */
const MOST_UNDOS = 20;

/** The newest of what was done, and of what failed. */
const shown = signal<readonly Toast[]>([]);
/** Dialogs that are open, the uppermost last. What lies under one can be neither read nor reached, so what is told meanwhile is told in it. */
const dialogs = signal<readonly symbol[]>([]);
let undos: readonly Toast[] = [];
let counted = 0;

/** @param undo takes it back; a failure of that is told */
export function toast(
	text: string,
	undo?: () => void | Promise<void>,
	{ holds = () => true }: ToastOptions = {},
): void {
	show({ text, kind: "done", undo, holds });
}

export const toastError = (error: Error): void => show({ text: messageOf(error), kind: "error", holds: () => true });

const viewNow = (): string => address.value.path.join("/");

function show(fields: Omit<Toast, "id" | "view">): void {
	counted += 1;
	const made: Toast = { id: counted, view: viewNow(), ...fields };
	if (made.undo !== undefined) undos = [...undos, made].slice(-MOST_UNDOS);
	if (dialogs.value.length > 0) {
		// Where something was tried again, only its end counts; a failure stays there to be read as long as the dialog.
		shown.value = [made];
		if (made.kind === "error") return;
	} else shown.value = [...shown.value.filter(({ kind }) => kind !== made.kind), made];
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
	undos = undos.filter(({ id }) => id !== one.id);
	dismiss(one.id);
	try {
		await one.undo?.();
		toast(shellTexts.value.undone(one.text));
	} catch (error) {
		toastError(error as Error);
	}
}

/** Forgets them with the session. */
export function clearToasts(): void {
	shown.value = [];
	undos = [];
}

/** What was told of one view is not told of the next; what no longer holds is not told at all. */
function useFollowing(): void {
	useEffect(() => {
		shown.value = shown.value.filter(({ holds, view }) => view === viewNow() && holds());
	}, [address.value]);
}

export function Toasts() {
	const t = shellTexts.value;
	useFollowing();
	useKeys(t.everywhere, [
		{
			key: "u",
			text: t.undoLast,
			run: () => {
				const last = undos.findLast(({ holds }) => holds());
				return last !== undefined && void undo(last);
			},
		},
	]);
	return <Shown toasts={dialogs.value.length === 0 ? shown.value : []} />;
}

/** What is told while a dialog is open, in it: above its foot what failed, in passing what was done. */
export function ToastsInDialog() {
	const [self] = useState(() => Symbol());
	useLayoutEffect(() => {
		const dropErrors = () => {
			shown.value = shown.value.filter(({ kind }) => kind !== "error");
		};
		dropErrors();
		dialogs.value = [...dialogs.value, self];
		return () => {
			dialogs.value = dialogs.value.filter((other) => other !== self);
			dropErrors();
		};
	}, []);
	const here = dialogs.value.at(-1) === self ? shown.value : [];
	return (
		<>
			{here
				.filter(({ kind }) => kind === "error")
				.map(({ id, text }) => (
					<p key={id} class="notice error" role="alert">
						{text}
					</p>
				))}
			<Shown toasts={here.filter(({ kind }) => kind === "done")} />
		</>
	);
}

function Shown({ toasts }: { toasts: readonly Toast[] }) {
	const t = shellTexts.value;
	return (
		<section class="toasts" aria-label={t.messages}>
			<ul aria-live="polite">
				{toasts.map((one) => (
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
