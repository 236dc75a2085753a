package dev.sluice.ledger.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * What former processes left.
 *
 * @param segments in the order of their writing
 * @param blank files without contents
 * @param unreadable files whose header cannot be read, set aside
 * @param nextRun the number of this process's first segment
 */
record Former(List<Segment> segments, Deque<SegmentFile> blank, List<Path> unreadable, long nextRun) {

	// The numbers of a new folder begin with the time, so that they are greater than
	// those that a lost folder had, which the database may still hold a cursor to.
	static Former of(JournalFolder folder, Clock clock) throws IOException {
		List<Segment> segments = new ArrayList<>();
		Deque<SegmentFile> blank = new ArrayDeque<>();
		List<Path> unreadable = new ArrayList<>();
		for (SegmentFile file : folder.open()) {
			SegmentHeader header = SegmentHeader.read(file.mapped());
			if (header != null) {
				segments.add(new Segment(file, header));
			}
			else if (file.blank()) {
				blank.add(file);
			}
			else {
				unreadable.add(folder.setAside(file));
			}
		}
		segments.sort(Comparator.comparingLong(Segment::number));
		long next = segments.isEmpty() ? clock.millis() : segments.get(segments.size() - 1).number() + 1;
		return new Former(List.copyOf(segments), blank, List.copyOf(unreadable), next);
	}

}
