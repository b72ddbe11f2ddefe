"""Reads {"qrels", "runs"} from stdin, writes trec_eval's values for each query of each run as JSON (package pytrec-eval-terrier)."""
import json
import sys

import pytrec_eval

MEASURES = {"map", "ndcg_cut.5,10,20", "P.5,10,20", "recall.100", "recip_rank"}
cases = json.load(sys.stdin)
json.dump(
    [pytrec_eval.RelevanceEvaluator(case["qrels"], MEASURES).evaluate(case["run"]) for case in cases],
    sys.stdout,
)
