/** How the packaged gateway starts. Knows nothing of Spring and of the rest of Sluice. */
@NullMarked
package dev.sluice.app.launch;

import org.jspecify.annotations.NullMarked;
