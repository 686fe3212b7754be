import type { EseScore } from '#schema/eseScore.ts';
import type { CurveScore } from '#science/ese/scoreCurve.ts';
import { store } from '../../store/client.ts';
import type { SourceToScore } from '../../store/curvesToScore.ts';
import { saveEseScores, scoresOfCurves } from '../../store/eseScores.ts';
import { countedRows, curveOf, fingerprintOf, type Counted, type CurveInput } from './curveOf.ts';
import type { RunSetting } from './scoreSetting.ts';

/** Scores light curves, in their order; where, is the caller's business. */
export type ScoreBatch = (curves: CurveInput[], signal: AbortSignal) => Promise<CurveScore[]>;

interface Fresh {
	source: SourceToScore;
	curve: CurveInput;
	counted: Counted;
	fingerprint: string;
}

/** Scores these sources and writes that down. A light curve that was scored before keeps its score: tells how many. */
export async function scoreSources(
	sources: readonly SourceToScore[],
	run: RunSetting,
	{ scoreBatch, signal }: { scoreBatch: ScoreBatch; signal: AbortSignal }
): Promise<{ copied: number }> {
	const own = sources.map((source): Fresh => {
		const counted = countedRows(source, run.setting);
		const curve = curveOf(source, counted.rows, run.setting);
		return { source, curve, counted, fingerprint: fingerprintOf(curve, run.setting) };
	});
	const known = await scoresOfCurves(
		store(),
		own.map(({ fingerprint }) => fingerprint)
	);
	const fresh = own.filter(({ fingerprint }) => !known.has(fingerprint));
	// Most often there is nothing to do at all.
	const made =
		fresh.length === 0
			? []
			: await scoreBatch(
					fresh.map(({ curve }) => curve),
					signal
				);
	const scored = new Map(fresh.map(({ source }, i) => [source.sourceId, made.at(i)]));
	const scores = own.map((one) => {
		const score = known.get(one.fingerprint) ?? scored.get(one.source.sourceId);
		if (!score) throw new Error(`Source ${one.source.sourceId} came back without a score.`);
		return { ...scoreOf(one, score, run), fingerprint: one.fingerprint };
	});
	await saveEseScores(store(), scores);
	return { copied: own.length - fresh.length };
}

function scoreOf(
	{ source, counted: { rows, nLeftOut, nRetracted } }: Fresh,
	{ eseScore, bestAlternative, numbers }: CurveScore,
	{ edition, setting, artefactOf }: RunSetting
): EseScore {
	return {
		...edition,
		sourceId: source.sourceId,
		...{ nLeftOut, nRetracted, eseScore, bestAlternative, numbers },
		artefact: artefactOf(source, { rows, commonModeShare: numbers.common_mode_share ?? NaN }),
		halpha: setting.halpha,
		at: new Date()
	};
}
