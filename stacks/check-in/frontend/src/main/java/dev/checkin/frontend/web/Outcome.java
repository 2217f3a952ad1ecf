package dev.checkin.frontend.web;

/// What is said after a scan.
///
/// @param kind `welcome`, `again`, `refused`, `taken-back`, or empty before the first
/// @param participant the id of whom it was about; empty where it was about nobody
public record Outcome(String kind, String title, String detail, String participant) {}
