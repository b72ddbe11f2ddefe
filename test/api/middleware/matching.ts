import type { ConnectedAts } from "./outbound-rig.ts";

/** Short ways of saying which member a candidate of the ATS is. */
export function matching(ats: () => ConnectedAts) {
	const person = (id: string) => ({
		addresses: [],
		atsCreatedAt: 1,
		atsLastModifiedAt: 1,
		firstName: "Jane",
		lastName: "Roe",
		emailAddresses: [`${id}@example.com`],
		externalProfileUrl: "https://ats.example.com/c",
		phoneNumbers: [],
	});
	const sync = (id: string) => ats().put("/v2/atsCandidates", { [ats().candidateKey(id)]: person(id) }, ats().own());
	const patch = (id: string, change: object) =>
		ats().post(
			"/v2/atsCandidates",
			{ entities: { [ats().candidateKey(id)]: { patch: change } } },
			ats().own({ "x-restli-method": "batch_partial_update" }),
		);
	const linkTo = (id: string, profileId: string) =>
		patch(id, { $set: { manualMatchedMember: `urn:li:person:${profileId}` } });
	const matchesOf = async (id: string, url = "/v2/atsCandidates", headers: object = {}) => {
		const answer = await ats().get(
			`${url}?${ats().ids(id)}&fields=matchedMembers,manualMatchedMember`,
			ats().own(headers),
		);
		return Object.values(answer.json().results)[0];
	};
	return { sync, patch, linkTo, matchesOf };
}
