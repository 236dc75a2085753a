package com.example.shop;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The pages that this gateway answers itself. */
@RestController
class ShopPages {

	@GetMapping("/")
	String home() {
		return "Welcome to the shop";
	}

	@GetMapping("/health")
	String health() {
		return "The shop is open";
	}

	@GetMapping("/dashboard")
	String dashboard() {
		return "12 shelves";
	}

}
