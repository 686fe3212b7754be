import type { Db } from 'mongodb';
import { attachmentsPlan } from './attachments.ts';
import { alertChangesPlan } from './alertChanges.ts';
import { alertsPlan } from './alerts.ts';
import { auditEventsPlan } from './auditEvents.ts';
import { bandsPlan } from './bands.ts';
import { candidatesPlan } from './candidates.ts';
import { catalogueImportsPlan } from './catalogueImports.ts';
import { catalogueRowsPlan } from './catalogueRows.ts';
import { cataloguesPlan } from './catalogues.ts';
import { catalogueUploadsPlan } from './catalogueUploads.ts';
import { commandLogPlan } from './commandLog.ts';
import { commentsPlan } from './comments.ts';
import { countersPlan } from './counters.ts';
import { deliveriesPlan } from './deliveries.ts';
import { epochRetractionsPlan } from './epochRetractions.ts';
import { eseScoresPlan } from './eseScores.ts';
import { favouritesPlan } from './favourites.ts';
import { goodMetricsPlan } from './goodMetrics.ts';
import { homeVisitsPlan } from './homeVisits.ts';
import { honeypotAnswersPlan, injectionsPlan } from './honeypots.ts';
import { imageMarksPlan } from './imageMarks.ts';
import { imagesPlan } from './images.ts';
import { inboxEpochsPlan } from './inboxEpochs.ts';
import { inboxesPlan } from './inboxes.ts';
import { interestsPlan } from './interests.ts';
import { jobFailuresPlan } from './jobFailures.ts';
import { leasesPlan } from './leases.ts';
import { locksPlan } from './locks.ts';
import { measurementsPlan } from './measurements.ts';
import { notificationSettingsPlan } from './notificationSettings.ts';
import { noteTextsPlan } from './noteTexts.ts';
import { notificationsPlan } from './notifications.ts';
import { objectsPlan } from './objects.ts';
import { outsideJobsPlan } from './outsideJobs.ts';
import type { CollectionPlan } from './plan.ts';
import { querySubscriptionsPlan } from './querySubscriptions.ts';
import { queuesPlan } from './queues.ts';
import { repeatsPlan } from './repeats.ts';
import { reworksPlan } from './reworks.ts';
import { runsPlan } from './runs.ts';
import { runTemplatesPlan } from './runTemplates.ts';
import { savedQueriesPlan } from './savedQueries.ts';
import { scoreCalibrationsPlan } from './scoreCalibrations.ts';
import { scoreColumnsPlan } from './scoreColumns.ts';
import { scoringsPlan } from './scorings.ts';
import { sessionEventsPlan } from './sessionEvents.ts';
import { sessionsPlan } from './sessions.ts';
import { settingsPlan } from './settings.ts';
import { signInAttemptsPlan } from './signInAttempts.ts';
import { silencedPlan, silencesPlan } from './silences.ts';
import { skyRegionsPlan } from './skyRegions.ts';
import { sourceColumnsPlan } from './sourceColumns.ts';
import { sourcesPlan } from './sources.ts';
import { tagChangesPlan } from './tagChanges.ts';
import { tagApplicationsPlan } from './tags.ts';
import { tagsPlan } from './tagVocabulary.ts';
import { taxonomiesPlan } from './taxonomies.ts';
import { teamsPlan } from './teams.ts';
import { tokensPlan } from './tokens.ts';
import { unsettledPlan } from './unsettled.ts';
import { uploadsPlan } from './uploads.ts';
import { usersPlan } from './users.ts';
import { verdictsPlan } from './verdicts.ts';
import { voteEventsPlan } from './voteEvents.ts';
import { vettingSessionsPlan } from './vettingSessions.ts';
import { votesPlan } from './votes.ts';
import { watchesPlan } from './watches.ts';
import { watchlistRowsPlan } from './watchlistRows.ts';
import { watchlistsPlan } from './watchlists.ts';
import { watchRulesPlan } from './watchRules.ts';
import { webhooksPlan } from './webhooks.ts';
import { ySnapshotsPlan, yUpdatesPlan } from './yDocs.ts';

/** Every collection of the app. */
export const COLLECTIONS: CollectionPlan[] = [
	attachmentsPlan,
	alertChangesPlan,
	alertsPlan,
	auditEventsPlan,
	bandsPlan,
	candidatesPlan,
	catalogueImportsPlan,
	catalogueRowsPlan,
	cataloguesPlan,
	catalogueUploadsPlan,
	commandLogPlan,
	commentsPlan,
	countersPlan,
	deliveriesPlan,
	epochRetractionsPlan,
	eseScoresPlan,
	favouritesPlan,
	goodMetricsPlan,
	homeVisitsPlan,
	honeypotAnswersPlan,
	imageMarksPlan,
	imagesPlan,
	inboxEpochsPlan,
	inboxesPlan,
	injectionsPlan,
	interestsPlan,
	jobFailuresPlan,
	leasesPlan,
	locksPlan,
	measurementsPlan,
	notificationSettingsPlan,
	noteTextsPlan,
	notificationsPlan,
	objectsPlan,
	outsideJobsPlan,
	querySubscriptionsPlan,
	queuesPlan,
	repeatsPlan,
	reworksPlan,
	runsPlan,
	runTemplatesPlan,
	savedQueriesPlan,
	scoreCalibrationsPlan,
	scoreColumnsPlan,
	scoringsPlan,
	sessionEventsPlan,
	sessionsPlan,
	settingsPlan,
	signInAttemptsPlan,
	silencedPlan,
	silencesPlan,
	skyRegionsPlan,
	sourceColumnsPlan,
	sourcesPlan,
	tagApplicationsPlan,
	tagChangesPlan,
	tagsPlan,
	taxonomiesPlan,
	teamsPlan,
	tokensPlan,
	unsettledPlan,
	uploadsPlan,
	usersPlan,
	verdictsPlan,
	vettingSessionsPlan,
	voteEventsPlan,
	votesPlan,
	watchesPlan,
	watchlistRowsPlan,
	watchlistsPlan,
	watchRulesPlan,
	webhooksPlan,
	ySnapshotsPlan,
	yUpdatesPlan
];

/** Brings collections, validators and indexes to what the plans say; those that are so already stay untouched. */
export async function createCollections(
	db: Db,
	plans: CollectionPlan[] = COLLECTIONS
): Promise<void> {
	const existing = await db.listCollections({}, { nameOnly: true }).toArray();
	const names = new Set(existing.map((collection) => collection.name));
	for (const { name, validator, indexes } of plans) {
		if (names.has(name)) await db.command({ collMod: name, validator });
		else await db.createCollection(name, { validator });
		if (indexes.length > 0) await db.collection(name).createIndexes(indexes);
	}
}
