import type { PipelineConfig } from '#schema/pipelineConfig.ts';

type Settings = Omit<PipelineConfig, 'inputs'>;

/** What each key of config.yaml does, for the people who fill it in. A key without help does not compile. */
export const CONFIG_HELP: { [S in keyof Settings]: { [K in keyof Settings[S]]: string } } = {
	run: {
		path: 'Directory of this run.',
		suppress_astropy_warnings:
			'Kept for configurations written for other pipelines; has no effect here.'
	},
	source_monitoring: {
		monitor:
			'Measure each source also in the images whose catalogue has nothing there ("forced extraction"). Needs background maps.',
		min_sigma:
			'Only sources whose first peak flux is more than this many times the least noise of an image are measured in it.',
		edge_buffer_scale:
			'Margin at image edges within which nothing is measured, in units of 1.5 beam major axes; new sources are judged by it too.',
		cluster_threshold:
			'Sources closer than this many beam major axes are fitted together; 0 fits each alone.',
		allow_nan: 'Measure also where some pixels are NaN.'
	},
	source_association: {
		method:
			'basic: a measurement goes to the nearest source. advanced: to every source within radius. deruiter: as advanced, by the de Ruiter radius, which weighs distances with their errors.',
		radius: 'Largest distance between a measurement and its source, arcsec (basic and advanced).',
		deruiter_radius: 'Largest de Ruiter radius, unitless (deruiter).',
		deruiter_beamwidth_limit:
			'Measurements further from a source than this many half beam major axes are no match (deruiter).',
		parallel:
			'Associate separate regions of the sky at the same time. Sources are the same either way.',
		epoch_duplicate_radius:
			'Measurements in overlapping images of one epoch that are closer than this are one, arcsec.'
	},
	new_sources: {
		min_sigma:
			'A source is new when it would have stood out by this many sigma in an earlier image that does not have it.'
	},
	measurements: {
		source_finder: 'What made the catalogues; selavy is the only one known.',
		flux_fractional_error:
			'Added in quadrature to the flux errors in every metric, as a fraction of the flux.',
		condon_errors:
			"Replace the catalogue's errors by those of Condon (1997). Matters for images that are not known yet: an image keeps the errors it was first ingested with.",
		selavy_local_rms_fill_value:
			'Stands for a local rms of 0 in the catalogue, mJy/beam. For images that are not known yet.',
		ra_uncertainty:
			'Systematic error of right ascensions, arcsec. For images that are not known yet, and forced measurements.',
		dec_uncertainty:
			'Systematic error of declinations, arcsec. For images that are not known yet, and forced measurements.',
		write_arrow_files:
			'Write measurements and pairs as Arrow files too; createmeasarrow does it later. Parquet is always written.'
	},
	variability: {
		pair_metrics: 'Compute the metrics Vs and m of every pair of measurements of a source.',
		source_aggregate_pair_metrics_min_abs_vs:
			'Only pairs with at least this |Vs| count for the largest |m| of a source.'
	},
	processing: {
		num_workers:
			'Kept for configurations written for other pipelines; this one uses the processors there are.',
		num_workers_io: 'As num_workers.',
		max_partition_mb: 'As num_workers.'
	}
};
