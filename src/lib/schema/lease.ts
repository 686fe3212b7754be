/** Somebody has a candidate open now. Visible, and no lock. */
export interface Lease {
	candidateId: string;
	userId: string;
	userName: string;
	takenAt: Date;
	expiresAt: Date;
}
