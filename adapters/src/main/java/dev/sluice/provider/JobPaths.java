package dev.sluice.provider;

/**
 * Where an upstream that answers later is asked for its answer again.
 *
 * @param jobs the path behind the base URL under which jobs stand by their ids
 * @param cancelling what is added to a job's path to end it, by POST
 */
public record JobPaths(String jobs, String cancelling) {

	/**
	 * Where a job tells how far it is, by GET.
	 * @param id the job's, fit for a path
	 * @return the path
	 */
	public String of(String id) {
		return this.jobs + "/" + id;
	}

	/**
	 * Where a job is ended, by POST.
	 * @param id the job's, fit for a path
	 * @return the path
	 */
	public String cancelling(String id) {
		return of(id) + this.cancelling;
	}

}
