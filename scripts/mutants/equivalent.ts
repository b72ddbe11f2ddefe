/** Of mutants that no test can notice, by file and change: why. They stay counted among those that no test notices. */
export const EQUIVALENT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	"src/cryptography.ts": {
		"{ authTagLength: TAG_BYTES } -> {}": "16 is the default, and a tag that is not whole was refused before",
	},
	"src/api/two-people.ts": {
		"request.wholeScope ?? scopeOf(request) -> request.wholeScope && scopeOf(request)":
			"what takes two people is asked by nobody who is confined",
	},
	"src/api/access.ts": {
		'"" -> "Stryker was here!"': "neither is a scheme",
		"session === null -> false": "no session is none that is found",
		'access === "known" -> false': "what is for the known names no permission",
		'"known" -> ""': "what is for the known names no permission",
	},
	"src/api/dpop.ts": {
		"() => false -> () => undefined": "neither is true",
		'"" -> "Stryker was here!"': "neither is a scheme",
		'[] -> ["Stryker was here"]': "the first part is not looked at",
		"scheme === undefined || token === undefined -> scheme === undefined && token === undefined":
			"both are there or none",
		"scheme === undefined -> false": "both are there or none",
		"token === undefined -> false": "both are there or none",
	},
	"src/api/seat.ts": {
		"request.scope !== null -> true": "a guarded route has a scope",
		'typeof seat === "string" -> true': "several fields of this name come as one text",
		'access === "public" -> false': "public routes were let through before",
		'"public" -> ""': "public routes were let through before",
	},
	"src/tenancy/client-credentials.ts": {
		"secrets.length + keys.length + certificates.length -> secrets.length + keys.length - certificates.length":
			"it is compared with itself after one was taken out",
		"secrets.length + keys.length -> secrets.length - keys.length":
			"it is compared with itself after one was taken out",
		"one.endsAt > until -> one.endsAt >= until": "the two are the same then",
		"key === null -> false": "there is no algorithm then either",
		"asymmetricKeyDetails?.namedCurve -> asymmetricKeyDetails.namedCurve": "a key of a curve has details",
		"asymmetricKeyDetails?.modulusLength -> asymmetricKeyDetails.modulusLength": "an RSA key has details",
	},
	"src/tenancy/tokens.ts": {
		'"invalid-token" -> ""': "an error without a code is one that becomes invalid-token",
		"key === null -> false": "a key that is none verifies nothing",
		'(name) => name !== "cnf" -> () => undefined': "the schema of the claims demands them as well",
		'name !== "cnf" -> false': "the schema of the claims demands them as well",
		'typeof token !== "string" -> false': "what has no parts becomes invalid-token where they are looked for",
		"parts.length === 3 -> true": "the library refuses other numbers of parts as well",
	},
	"src/tenancy/scope.ts": {
		"known !== undefined -> false": "what is remembered is made anew, the same",
		"digestKeys.set(digestKey, made); -> ;": "what is remembered is made anew, the same",
	},
};
