import { ApiError } from "../shell/api.ts";
import { toast, toastError } from "../shell/toasts.tsx";
import { adminTexts } from "./texts/index.ts";

/** For `catch`: errors of these codes in the words of the view, which knows what was asked for. */
export const saying =
	(texts: Readonly<Record<string, string>>) =>
	(error: unknown): never => {
		const text = error instanceof ApiError ? texts[error.code] : undefined;
		throw text === undefined ? error : new Error(text);
	};

/** Does something that the service is asked for, tells how it went, and says whether it did. What waits for a second person was asked for, and is none that failed. */
export async function act(work: () => Promise<unknown>, done?: string, undo?: () => Promise<void>): Promise<boolean> {
	try {
		await work();
		if (done !== undefined) toast(done, undo);
		return true;
	} catch (error) {
		if (error instanceof ApiError && error.code === "second-person-required") {
			toast(adminTexts.value.approvals.waits);
			return true;
		}
		toastError(error as Error);
		return false;
	}
}
