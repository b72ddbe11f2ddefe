/** Of mutants that no test can notice, by file and change: why. They stay counted among those that no test notices. */
export const EQUIVALENT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	"src/cryptography.ts": {
		"{ authTagLength: TAG_BYTES } -> {}": "16 is the default, and a tag that is not whole was refused before",
	},
	"src/tenancy/scope.ts": {
		"known !== undefined -> false": "what is remembered is made anew, the same",
		"digestKeys.set(digestKey, made); -> ;": "what is remembered is made anew, the same",
	},
};
