/** The config.yaml a new run starts with: every key with its default and what it does. */
export function defaultConfig(runPath: string): string {
	return `# Configuration of one pipeline run. Keys left out keep the defaults shown here.
# Write lists and sections on lines of their own; true/false may be written yes/no.

run:
  # Directory of this run.
  path: ${JSON.stringify(runPath)}
  # Kept for configurations written for other pipelines; has no effect.
  suppress_astropy_warnings: true

inputs:
  # Each of image, selavy and noise is one of
  #   a list of files            - first.fits
  #   a glob                     glob: epoch*.fits
  #   a list of globs            glob:
  #                                - a*.fits
  #   epochs with one of these   2021-03:
  #                                - first.fits
  # Files belong together by their place in the lists. Relative names start at the directory
  # in which runpipeline is started (for runs started in the browser: the raw image directory).
  image:
    glob: "*.image.fits"
  # Selavy component catalogues: .txt, .csv, .xml or .vot.
  selavy:
    glob: "*.components.txt"
  # Noise (rms) maps.
  noise:
    glob: "*.rms.fits"
  # Background maps: needed for source monitoring only.
  # background:
  #   glob: "*.bkg.fits"

source_monitoring:
  # Measure sources in images where the catalogue has none. Not in this version.
  monitor: false
  # Least expected signal to noise ratio for that.
  min_sigma: 3.0
  # Margin at image edges, in beams, within which nothing is measured; also used for new sources.
  edge_buffer_scale: 1.2
  # Sources closer than this many beams are fitted together; 0 fits each alone.
  cluster_threshold: 3.0
  # Measure where some pixels are NaN.
  allow_nan: false

source_association:
  # basic: each measurement goes to the nearest source. Only basic in this version.
  method: basic
  # Largest distance between a measurement and its source, arcsec.
  radius: 10.0
  # Unitless limit and beamwidth factor of the de Ruiter method.
  deruiter_radius: 5.68
  deruiter_beamwidth_limit: 1.5
  # Associate separate sky regions in parallel; results do not depend on it.
  parallel: false
  # Within an epoch, measurements of overlapping images closer than this are one, arcsec.
  epoch_duplicate_radius: 2.5

new_sources:
  # A source is new when it would have stood out by this many sigma in an earlier image.
  min_sigma: 5.0

measurements:
  source_finder: selavy
  # Added in quadrature to flux errors in the metrics, as a fraction of the flux.
  flux_fractional_error: 0.0
  # Replace the catalogue's errors by those of Condon (1997). Applies to images not ingested before.
  condon_errors: true
  # Used where the catalogue's local rms is 0, mJy/beam.
  selavy_local_rms_fill_value: 0.2
  # Arrow copies of measurements and pairs. Not in this version; Parquet is always written.
  write_arrow_files: false
  # Systematic position errors, arcsec.
  ra_uncertainty: 1
  dec_uncertainty: 1

variability:
  # Two-epoch metrics Vs and m.
  pair_metrics: true
  # Pairs with a smaller |Vs| do not count for a source's largest |m|.
  source_aggregate_pair_metrics_min_abs_vs: 4.3

processing:
  # Kept for configurations written for other pipelines; have no effect.
  num_workers: null
  num_workers_io: 5
  max_partition_mb: 15
`;
}
