import path from "node:path";
import type { FieldFault } from "../errors.ts";
import type { Settings } from "./schema.ts";
import { isInside, secretFileFaults, statOf } from "./secret-file.ts";

/** What is unsafe about the places of the master keys. */

type Place = NonNullable<Settings["masterKey"]>;

const fault = (pointer: string, detail: string): FieldFault => ({ pointer, detail });

export function allMasterKeyFaults({ masterKey, otherMasterKeys, dataDir }: Settings): FieldFault[] {
	return [
		...(masterKey === undefined ? [] : placeFaults("/masterKey", masterKey, dataDir)),
		...(otherMasterKeys ?? []).flatMap((place, index) => placeFaults(`/otherMasterKeys/${index}`, place, dataDir)),
	];
}

function placeFaults(pointer: string, place: Place, dataDir: string | undefined): FieldFault[] {
	if ("command" in place) return programFaults(`${pointer}/command/0`, place.command[0] as string);
	if ("program" in place) return programFaults(`${pointer}/program/0`, place.program[0] as string);
	if ("pkcs11" in place)
		return [
			...programFaults(`${pointer}/pkcs11/module`, place.pkcs11.module),
			...secretFileFaults(`${pointer}/pkcs11/pinFile`, place.pkcs11.pinFile),
		];
	const faults = secretFileFaults(`${pointer}/file`, place.file);
	if (dataDir !== undefined && isInside(place.file, dataDir)) {
		const detail = "The key lies inside dataDir, so every copy of the data holds its own key: move it out.";
		faults.push(fault(`${pointer}/file`, detail));
	}
	return faults;
}

/** What is run, or loaded as a library. */
function programFaults(pointer: string, program: string): FieldFault[] {
	if (!path.isAbsolute(program))
		return [fault(pointer, "Give the absolute path: a search path can be changed by others.")];
	const stats = statOf(program);
	if (stats === null || !stats.isFile()) return [fault(pointer, "There is no such program.")];
	if ((stats.mode & 0o002) !== 0)
		return [fault(pointer, `Every account may change this program: chmod o-w ${program}`)];
	return [];
}

/** Paths as the configuration's folder says; programs and libraries are given whole. */
export function placedMasterKey(place: Place, at: (file: string) => string): Place {
	if ("file" in place) return { file: at(place.file) };
	if ("command" in place) return place;
	if ("program" in place) return { ...place, rootFile: at(place.rootFile) };
	return { pkcs11: { ...place.pkcs11, pinFile: at(place.pkcs11.pinFile) }, rootFile: at(place.rootFile) };
}
