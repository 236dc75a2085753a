/** A shop's gateway that was there before Sluice. */
@NullMarked
package com.example.shop;

import org.jspecify.annotations.NullMarked;
