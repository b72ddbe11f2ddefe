import path from "node:path";
import { TributaryError } from "../../errors.ts";
import { type Embedder, unitVectors } from "./embedder.ts";

/**
 * A model in a folder of this machine, run by the package @huggingface/transformers. The package brings native code with an install
 * script, so it is no dependency: whoever wants this installs it.
 */
export interface FolderOptions {
	/** Holds `config.json`, `tokenizer.json` and `onnx/model.onnx`. */
	readonly folder: string;
	readonly languages: readonly string[];
	readonly dimension: number;
}

/** What is used of the package. */
interface Transformers {
	readonly env: { allowRemoteModels: boolean; localModelPath: string };
	pipeline(task: "feature-extraction", model: string): Promise<Extractor>;
}
type Extractor = (
	texts: readonly string[],
	options: { readonly pooling: "mean"; readonly normalize: true },
) => Promise<{ tolist(): number[][] }>;

const PACKAGE = "@huggingface/transformers";

/** @param load the package; imported with the first text when absent. @throws TributaryError `invalid-configuration` from `embed` without it */
export function createFolderEmbedder(
	{ folder, languages, dimension }: FolderOptions,
	load: () => Promise<Transformers> = installed,
): Embedder {
	let extractor: Promise<Extractor> | undefined;
	const open = async (): Promise<Extractor> => {
		const { env, pipeline } = await load();
		// The model is what the operator put there; nothing is fetched.
		env.allowRemoteModels = false;
		env.localModelPath = path.dirname(folder);
		return pipeline("feature-extraction", path.basename(folder));
	};
	return {
		id: `folder:${path.basename(folder)}:${dimension}`,
		languages,
		dimension,
		async embed(texts) {
			extractor ??= open();
			const output = await (await extractor)(texts, { pooling: "mean", normalize: true });
			return unitVectors(output.tolist(), { count: texts.length, dimension });
		},
	};
}

async function installed(): Promise<Transformers> {
	try {
		return (await import(PACKAGE)) as Transformers;
	} catch (cause) {
		const detail = `An embedding model in a folder needs the package ${PACKAGE}: install it beside this one.`;
		throw new TributaryError("invalid-configuration", { detail, cause });
	}
}
