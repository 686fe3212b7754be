import { fieldsOf, type EtaVKind } from '#schema/etaVAddress.ts';
import type { SourceColumnKey } from '#schema/sourceTable.ts';

/** What the tables of the η–V page show of a source. */
export function planeColumns(kind: EtaVKind): readonly SourceColumnKey[] {
	const { eta, v, flux } = fieldsOf(kind);
	const band = kind.bands === 'judged' ? (['bandMhz'] as const) : [];
	const largest = kind.flux === 'peak' ? 'maxFluxPeak' : 'maxFluxInt';
	return ['name', 'runName', 'wavgRa', 'wavgDec', eta, v, ...band, flux, largest, ...LABELS];
}

const LABELS: readonly SourceColumnKey[] = ['maxSnr', 'nMeas', 'isNew', 'verdict', 'tags'];
