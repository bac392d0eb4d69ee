/// The service is gone, as it was meant to be: the visit ends here.
struct Gone: Error {}
