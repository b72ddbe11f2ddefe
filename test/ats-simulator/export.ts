import type { Session } from "./session.ts";

export async function exportPhase(_session: Session): Promise<void> {}
