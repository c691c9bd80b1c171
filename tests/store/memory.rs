//! The reference implementation keeps the contract.

use std::sync::Arc;

use wicketgate::config::StoreUrl;
use wicketgate::store::Store;

async fn make() -> (Arc<dyn Store>, ()) {
    (
        wicketgate::store::open(&StoreUrl::Memory).await.unwrap(),
        (),
    )
}

contract_cases!(make);
