import { ApiError } from "../shell/api.ts";
import { toast, toastError } from "../shell/toasts.tsx";
import { adminTexts } from "./texts/index.ts";

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
