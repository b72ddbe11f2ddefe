import { caller, ours } from "./row.ts";

/** What can be wrong with a cluster of Elasticsearch: rows of the one table. */
export const CLUSTER_ERRORS = {
	"cluster-unreachable": ours(
		503,
		"No node of the search cluster can be reached.",
		"Check that its nodes run, and that engine.elasticsearch.nodes in the configuration names them.",
	),
	"cluster-unavailable": ours(
		503,
		"A part of the search cluster does not answer: an index is red, or a node has no room for requests.",
		"Try again in a moment; the operator asks the cluster: GET _cluster/allocation/explain.",
	),
	"cluster-read-only": ours(
		503,
		"The search cluster takes no writes, mostly because a disk is full.",
		"Free space or add a node; the block is lifted by itself, or by setting index.blocks.read_only_allow_delete to null.",
	),
	"cluster-shards": ours(
		503,
		"The search cluster takes no further indices: as many shards are open as it allows.",
		"Raise cluster.max_shards_per_node, add a node, or give further tenants another cluster: docs/cluster.md.",
	),
	"cluster-mapping": ours(
		500,
		"An index has another mapping than this version of the service works with.",
		"Run the version that made it, or migrate it: tributary engine migrate.",
	),
	"cluster-certificate": ours(
		503,
		"The certificate of the search cluster is expired or not trusted.",
		"Renew it, or name the authority that signed it in engine.elasticsearch.caFile.",
	),
	"cluster-refused": ours(
		503,
		"The search cluster refuses the account that it is asked with.",
		"Check the account that engine in the configuration names, and what it may do: docs/cluster.md.",
	),
	"not-on-cluster": caller(
		409,
		"This is done to stores on a cluster, and these lie in files.",
		"Name the configuration whose engine is a cluster.",
	),
	"not-in-files": caller(
		409,
		"This is done to stores that lie in files, and these lie on a cluster.",
		"Move the tenant to files first: tributary engine move --to embedded.",
	),
	"tenant-moving": ours(
		503,
		"This tenant's data are being moved to another place, and the last of them are on their way.",
		"Send it again in a minute.",
	),
	"move-mismatch": ours(
		500,
		"What was copied is not the same as what it was copied from, so it is not used.",
		"The data are served from where they lie, once the move is taken back: tributary engine move to that place.",
	),
	"engine-not-configured": ours(
		500,
		"A tenant's data lie in an engine that the configuration does not name.",
		"Name it as engine or otherEngine: docs/cluster.md.",
	),
	"tenant-elsewhere": ours(
		503,
		"This tenant's data lie in files of another machine.",
		"The process on that machine answers for it; there it can be moved to the cluster: tributary engine move, docs/cluster.md.",
	),
	"others-serve": caller(
		409,
		"Other processes serve too, and could not answer for a tenant whose files are on this machine.",
		"Stop them, or move it all the same: tributary engine move --this-machine-only.",
	),
	"cluster-version": ours(
		500,
		"The search cluster has a version that this does not work with.",
		"Use Elasticsearch 9.",
	),
};
