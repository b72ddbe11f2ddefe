import { useEffect } from "preact/hooks";
import type { Candidate } from "../../../domain/candidate.ts";
import { ApiError, api, at } from "../../shell/api.ts";
import { useResource } from "../../shell/resource.ts";
import { recruiterTexts } from "../texts/index.ts";

type Named = Pick<Candidate, "resume">;

/** @param id of a candidate, or else of a profile */
async function read(id: string, isProfile: boolean, signal: AbortSignal): Promise<Named> {
	if (isProfile) return api.get<Named>(at`/v1/profiles/${id}`, { signal });
	try {
		return await api.get<Named>(at`/v1/candidates/${id}`, { signal });
	} catch (error) {
		if (error instanceof ApiError && error.status === 404) return api.get<Named>(at`/v1/profiles/${id}`, { signal });
		throw error;
	}
}

interface Props {
	readonly id: string;
	/** The id is known to be a profile's. */
	readonly isProfile?: boolean;
	readonly withRole?: boolean;
	/** Is told the name when it is known. */
	readonly onName?: (name: string) => void;
}

/** Somebody's name and, where there is room, what he is. */
export function PersonName({ id, isProfile = false, withRole = false, onName }: Props) {
	const t = recruiterTexts.value;
	const found = useResource(id, (signal) => read(id, isProfile, signal));
	const basics = found.value?.resume.basics;
	const work = found.value?.resume.work?.[0];
	const role = [work?.position ?? basics?.label, work?.name].filter(Boolean).join(" · ");
	const name = found.error !== null ? t.gone : (basics?.name ?? (found.value === null ? "…" : t.noNameKnown));
	useEffect(() => {
		if (basics?.name !== undefined) onName?.(basics.name);
	}, [basics?.name]);
	return (
		<>
			{name}
			{withRole && role !== "" && <span class="muted small"> {role}</span>}
		</>
	);
}
