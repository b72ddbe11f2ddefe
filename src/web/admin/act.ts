import { toast, toastError } from "../shell/toasts.tsx";

/** Does something that the service is asked for, tells how it went, and says whether it did. */
export async function act(work: () => Promise<unknown>, done?: string, undo?: () => Promise<void>): Promise<boolean> {
	try {
		await work();
		if (done !== undefined) toast(done, undo);
		return true;
	} catch (error) {
		toastError(error as Error);
		return false;
	}
}
