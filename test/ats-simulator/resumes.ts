/** Resumes: as attachments in the second generation, in the first to an address that is asked for, one file at a time. */
import { isRecord, messageOf } from "./batch-answer.ts";
import { put } from "./deliver.ts";
import type { Entry } from "./entries.ts";
import type { Session } from "./session.ts";

export async function attachResumes(session: Session): Promise<void> {
	const { entries } = session.world;
	if (session.client.generation === 2) return put(session, entries.attachment, { phase: "sync" });
	const row = session.tally.row("sync attachment");
	const began = performance.now();
	for (const [index, entry] of entries.attachment.entries()) {
		row.requests += 2;
		row[(await upload(session, entry)) ? "accepted" : "refused"]++;
		session.progress.count(row.name, index + 1, entries.attachment.length);
	}
	row.seconds += (performance.now() - began) / 1000;
}

async function upload(session: Session, entry: Entry): Promise<boolean> {
	const { fileName, contentType, externalCandidateId, content } = entry.fields;
	const parameters = { atsCandidateId: externalCandidateId, integrationContext: session.context };
	const answer = await session.client.send({
		verb: "POST",
		path: "/v2/hireMediaUrl",
		body: {
			fileName,
			contentType,
			blobTtl: { duration: 1, unit: "HOUR" },
			usageParameters: { recruiterSystemConnectResumeParameters: parameters },
		},
	});
	// The name of the address in the answer is in no public description.
	const { uploadUrl, value } = isRecord(answer.body) ? answer.body : {};
	const address = uploadUrl ?? value;
	if (typeof address !== "string") {
		session.tally.refuse(`upload address: ${answer.status} ${messageOf(answer.body)}`, false, entry.id);
		return false;
	}
	const body = Buffer.from(String(content), "base64");
	const taken = await fetch(address, { method: "PUT", headers: { "Content-Type": String(contentType) }, body });
	if (!taken.ok) session.tally.refuse(`upload: ${taken.status} ${await taken.text()}`, false, entry.id);
	return taken.ok;
}
